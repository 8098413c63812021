using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ChangeGate.GitHub.Connection;

/// <summary>Asks GitHub one thing at a time and takes care of all that is not the answer: tokens, limits, failures, pages, caching.</summary>
internal sealed class GitHubConnection : IDisposable
{
    public const string Json = "application/vnd.github+json";

    private const string ApiVersion = "2022-11-28";

    private const int MostRedirects = 3;

    private readonly HttpClient _http;

    private readonly GitHubOptions _options;

    private readonly TimeProvider _time;

    private readonly TokenSource _tokens;

    private readonly string _scope;

    private readonly GitHubConnection? _app;

    private readonly ResponseCache _cache = new();

    private readonly WaitBudget _budget;

    /// <summary>Repeats what failed, since it may be repeated.</summary>
    private readonly ResiliencePipeline<Reply> _safe;

    /// <summary>Repeats only what GitHub did not even look at.</summary>
    private readonly ResiliencePipeline<Reply> _once;

    private int _calls;

    public GitHubConnection(HttpClient http, Credentials credentials, GitHubOptions options, TimeProvider time)
        : this(http, options, time, credentials.Scope)
    {
        switch (credentials)
        {
            case TokenCredentials token:
                _tokens = new FixedToken(token.AccessToken);
                break;
            case InstallationCredentials installation:
                _app = new GitHubConnection(http, options, time, installation.App.Scope) { Tokens = new AppToken(installation.App, time) };
                _tokens = new InstallationToken(_app, installation.Installation, time);
                break;
        }
    }

    private GitHubConnection(HttpClient http, GitHubOptions options, TimeProvider time, string scope)
    {
        (_http, _options, _time, _scope) = (http, options, time, scope);
        _budget = new WaitBudget(options.WaitBudget);
        _tokens = null!;
        _safe = Pipeline(isSafe: true);
        _once = Pipeline(isSafe: false);
    }

    private TokenSource Tokens
    {
        init => _tokens = value;
    }

    public ApiAddress Address => _options.Address;

    /// <summary>Requests that left this machine, repeated ones and those for tokens too.</summary>
    public int Calls => Volatile.Read(ref _calls) + (_app?.Calls ?? 0);

    /// <summary>The answer of a call that succeeded; every other answer is an exception.</summary>
    public async Task<Reply> SendAsync(Call call, CancellationToken cancellation)
    {
        var reply = await TrySendAsync(call, cancellation);
        return reply.IsSuccess ? reply : throw Refusals.Of(call, reply);
    }

    public async Task<T> ReadAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Parse(call, await SendAsync(call, cancellation), type);

    /// <returns>null where GitHub knows no such thing, or hides it from this token.</returns>
    public async Task<T?> FindAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var reply = await TrySendAsync(call, cancellation);

        return reply switch
        {
            { Status: HttpStatusCode.NotFound } => null,
            { IsSuccess: true } => Parse(call, reply, type),
            _ => throw Refusals.Of(call, reply),
        };
    }

    /// <summary>All pages, in their order.</summary>
    public async Task<List<TItem>> ListAsync<TPage, TItem>(Call call, Page<TPage, TItem> page, CancellationToken cancellation)
    {
        var items = new List<TItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var next = call; ;)
        {
            var reply = await SendAsync(next, cancellation);
            items.AddRange(page.Items(Parse(next, reply, page.Type)) ?? []);

            if (NextOf(next, reply) is not { } address)
            {
                return items;
            }

            if (!seen.Add(address.AbsoluteUri))
            {
                throw Refusals.Unreadable(call, "its pages lead in a circle");
            }

            next = next with { Path = address.AbsoluteUri };
        }
    }

    public Task<List<TItem>> ListAsync<TItem>(Call call, JsonTypeInfo<List<TItem>> type, CancellationToken cancellation) =>
        ListAsync(call, new Page<List<TItem>, TItem>(type, static page => page), cancellation);

    public void Dispose()
    {
        (_tokens as IDisposable)?.Dispose();
        _app?.Dispose();
    }

    /// <returns>Any answer that is neither a limit nor the failure of a call that can be repeated.</returns>
    private async Task<Reply> TrySendAsync(Call call, CancellationToken cancellation)
    {
        try
        {
            var reply = await (call.IsSafe ? _safe : _once).ExecuteAsync(token => new ValueTask<Reply>(SendWithTokenAsync(call, token)), cancellation);
            return RateLimit.IsReached(reply) ? throw Refusals.Limit(call, reply, RateLimit.Wait(reply, _time.GetUtcNow(), attempt: 0)) : reply;
        }
        catch (TimeoutRejectedException)
        {
            throw Refusals.Silence(call, $"nothing came within {_options.Timeout.TotalSeconds:0.##} s");
        }
        catch (HttpRequestException failure)
        {
            throw failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
                ? Refusals.Unreadable(call, "it is larger than any that is expected")
                : Refusals.Silence(call, failure.HttpRequestError == HttpRequestError.Unknown ? failure.Message : $"{failure.HttpRequestError}");
        }
    }

    private async Task<Reply> SendWithTokenAsync(Call call, CancellationToken cancellation)
    {
        var token = await _tokens.TakeAsync(cancellation);
        var reply = await SendOverCacheAsync(call, token, cancellation);

        // An installation's token may be revoked before its hour is over; GitHub has not acted on such a call.
        return reply.Status == HttpStatusCode.Unauthorized && _tokens.Forget(token)
            ? await SendOverCacheAsync(call, await _tokens.TakeAsync(cancellation), cancellation)
            : reply;
    }

    private async Task<Reply> SendOverCacheAsync(Call call, AccessToken token, CancellationToken cancellation)
    {
        var address = AddressOf(call);

        if (call.Method != HttpMethod.Get)
        {
            return await AttemptAsync(call, address, token, etag: null, cancellation);
        }

        var key = new ResponseCache.Key(_scope, Json, address);
        var known = _cache.TryFind(key, out var kept) ? kept : null;
        var reply = await AttemptAsync(call, address, token, known?.Header("ETag"), cancellation);

        for (var redirects = 0; reply.IsRedirect && redirects < MostRedirects && RedirectOf(reply, address) is { } moved; redirects++)
        {
            reply = await AttemptAsync(call, moved, token, etag: null, cancellation);
        }

        if (reply.Status == HttpStatusCode.NotModified && known is not null)
        {
            return known;
        }

        if (reply.Status == HttpStatusCode.OK)
        {
            _cache.Keep(key, reply);
        }

        return reply;
    }

    private async Task<Reply> AttemptAsync(Call call, Uri address, AccessToken token, string? etag, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(call.Method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        request.Headers.TryAddWithoutValidation("Accept", Json);
        request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", ApiVersion);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);

        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        Interlocked.Increment(ref _calls);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
        return new Reply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), response.Headers);
    }

    private Uri AddressOf(Call call)
    {
        var address = new Uri(_options.Address.Root, call.Path);
        return _options.Address.Includes(address) ? address : throw new ArgumentException("A call leads out of the API.", nameof(call));
    }

    private Uri? RedirectOf(Reply reply, Uri from) =>
        reply.Headers.Location is { } location && new Uri(from, location) is var moved && _options.Address.Includes(moved) ? moved : null;

    private Uri? NextOf(Call call, Reply reply)
    {
        try
        {
            return LinkHeader.Next(reply.Header("Link"), _options.Address);
        }
        catch (FormatException failure)
        {
            throw Refusals.Unreadable(call, $"it names {failure.Message}");
        }
    }

    private static T Parse<T>(Call call, Reply reply, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body, type) ?? throw Refusals.Unreadable(call, "it is empty");
        }
        catch (JsonException failure)
        {
            throw Refusals.Unreadable(call, $"it is not the JSON that GitHub documents ({failure.Path ?? "$"})");
        }
    }

    private ResiliencePipeline<Reply> Pipeline(bool isSafe) => new ResiliencePipelineBuilder<Reply> { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions<Reply>
        {
            MaxRetryAttempts = _options.Retries,
            ShouldHandle = arguments => ValueTask.FromResult(MayRepeat(arguments.Outcome, isSafe) && _budget.Holds(Wait(arguments.Outcome, arguments.AttemptNumber))),
            DelayGenerator = arguments =>
            {
                var wait = Wait(arguments.Outcome, arguments.AttemptNumber);
                _budget.Take(wait);
                return ValueTask.FromResult<TimeSpan?>(wait);
            },
        })
        .AddTimeout(new TimeoutStrategyOptions { Timeout = _options.Timeout })
        .Build();

    private static bool MayRepeat(Outcome<Reply> outcome, bool isSafe) => outcome switch
    {
        { Exception: HttpRequestException failure } => isSafe && failure.HttpRequestError is not (HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.SecureConnectionError),
        { Exception: TimeoutRejectedException } => isSafe,
        { Result: { } reply } => RateLimit.IsReached(reply) || (isSafe && reply.IsOutage),
        _ => false,
    };

    private TimeSpan Wait(Outcome<Reply> outcome, int attempt) => outcome.Result is { } reply && RateLimit.IsReached(reply)
        ? RateLimit.Wait(reply, _time.GetUtcNow(), attempt)
        : TimeSpan.FromSeconds(Math.Pow(2, attempt));
}

/// <summary>How a page is read, and which of its members is the list.</summary>
internal sealed record Page<TPage, TItem>(JsonTypeInfo<TPage> Type, Func<TPage, IEnumerable<TItem>?> Items);

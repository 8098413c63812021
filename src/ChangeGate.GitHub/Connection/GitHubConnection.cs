using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    private readonly Repetition _repetition;

    private int _calls;

    public GitHubConnection(HttpClient http, Credentials credentials, GitHubOptions options, TimeProvider time)
    {
        (_http, _options, _time, _scope) = (http, options, time, credentials.Scope);
        _repetition = new Repetition(options, time);
        _tokens = credentials switch
        {
            TokenCredentials token => new FixedToken(token.AccessToken),
            AppCredentials app => new AppToken(app.App, time),
            InstallationCredentials installed => new InstallationToken(_app = new GitHubConnection(http, new AppCredentials(installed.App), options, time), installed.Installation, time),
            _ => throw new UnreachableException($"No token for {credentials.GetType().Name}."),
        };
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

    /// <returns>false where GitHub knows no such thing, or hides it from this token.</returns>
    public async Task<bool> ExistsAsync(Call call, CancellationToken cancellation)
    {
        var reply = await TrySendAsync(call, cancellation);
        return reply.IsSuccess || (reply.Status == HttpStatusCode.NotFound ? false : throw Refusals.Of(call, reply));
    }

    /// <summary>All pages, in their order.</summary>
    public Task<List<TItem>> ListAsync<TPage, TItem>(Call call, Page<TPage, TItem> page, CancellationToken cancellation) =>
        ListUntilAsync(call, page, static _ => false, cancellation);

    /// <summary>Pages in their order, up to the one with which there is enough.</summary>
    public async Task<List<TItem>> ListUntilAsync<TPage, TItem>(Call call, Page<TPage, TItem> page, Func<IReadOnlyList<TItem>, bool> isEnough, CancellationToken cancellation)
    {
        var items = new List<TItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var next = call; ;)
        {
            var reply = await SendAsync(next, cancellation);
            items.AddRange(page.Items(Parse(next, reply, page.Type)) ?? []);

            if (isEnough(items) || NextOf(next, reply) is not { } address)
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
            var reply = await _repetition.Of(call).ExecuteAsync(token => new ValueTask<Reply>(SendWithTokenAsync(call, token)), cancellation);
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
        return await _repetition.InTime.ExecuteAsync(token => new ValueTask<Reply>(AnswerAsync(request, token)), cancellation);
    }

    private async Task<Reply> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
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
}

/// <summary>How a page is read, and which of its members is the list.</summary>
internal sealed record Page<TPage, TItem>(JsonTypeInfo<TPage> Type, Func<TPage, IEnumerable<TItem>?> Items);

using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ChangeGate.GitHub.Connection;

/// <summary>What is tried again, and after which wait.</summary>
internal sealed class Repetition
{
    private readonly GitHubOptions _options;

    private readonly TimeProvider _time;

    private readonly WaitBudget _budget;

    /// <summary>Repeats what failed, since it may be repeated.</summary>
    private readonly ResiliencePipeline<Reply> _safe;

    /// <summary>Repeats only what GitHub did not even look at.</summary>
    private readonly ResiliencePipeline<Reply> _once;

    public Repetition(GitHubOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _budget = new WaitBudget(options.WaitBudget);
        _safe = Pipeline(isSafe: true);
        _once = Pipeline(isSafe: false);
        InTime = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout }).Build();
    }

    /// <summary>For one request alone: the wait for a token is another matter.</summary>
    public ResiliencePipeline InTime { get; }

    public ResiliencePipeline<Reply> Of(Call call) => call.IsSafe ? _safe : _once;

    private ResiliencePipeline<Reply> Pipeline(bool isSafe) => new ResiliencePipelineBuilder<Reply> { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions<Reply>
        {
            MaxRetryAttempts = _options.Retries,
            ShouldHandle = arguments => ValueTask.FromResult(MayRepeat(arguments.Outcome, isSafe) && _budget.Holds(Wait(arguments.Outcome, arguments.AttemptNumber))),
            DelayGenerator = arguments =>
            {
                var wait = Wait(arguments.Outcome, arguments.AttemptNumber);
                _budget.Take(wait);

                if (arguments.Outcome.Result is { } reply && RateLimit.IsReached(reply))
                {
                    _options.Waits?.Report(wait);
                }

                return ValueTask.FromResult<TimeSpan?>(wait);
            },
        })
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

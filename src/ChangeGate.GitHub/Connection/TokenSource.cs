using ChangeGate.Failures;

namespace ChangeGate.GitHub.Connection;

/// <summary>Hands out the token of the next call.</summary>
internal abstract class TokenSource
{
    public abstract ValueTask<AccessToken> TakeAsync(CancellationToken cancellation);

    /// <summary>GitHub no longer accepts this token.</summary>
    /// <returns>There may be another one.</returns>
    public virtual bool Forget(AccessToken token) => false;
}

internal sealed class FixedToken(AccessToken token) : TokenSource
{
    public override ValueTask<AccessToken> TakeAsync(CancellationToken cancellation) => ValueTask.FromResult(token);
}

internal sealed class AppToken(AppKey app, TimeProvider time) : TokenSource
{
    public override ValueTask<AccessToken> TakeAsync(CancellationToken cancellation) => ValueTask.FromResult(app.Sign(time.GetUtcNow()));
}

/// <summary>An installation's token lives an hour. It is fetched once for all who wait for it, and again before it ends.</summary>
/// <param name="app">Speaks as the App itself.</param>
internal sealed class InstallationToken(GitHubConnection app, long installation, TimeProvider time) : TokenSource, IDisposable
{
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(55);

    private readonly SemaphoreSlim _flight = new(1);

    private Held? _held;

    public override async ValueTask<AccessToken> TakeAsync(CancellationToken cancellation)
    {
        if (_held is { } held && time.GetUtcNow() < held.RenewedAt)
        {
            return held.Token;
        }

        await _flight.WaitAsync(cancellation);

        try
        {
            if (_held is not { } other || time.GetUtcNow() >= other.RenewedAt)
            {
                _held = await FetchAsync(cancellation);
            }

            return _held.Token;
        }
        finally
        {
            _flight.Release();
        }
    }

    public override bool Forget(AccessToken token)
    {
        if (ReferenceEquals(_held?.Token, token))
        {
            _held = null;
        }

        return true;
    }

    public void Dispose() => _flight.Dispose();

    private async Task<Held> FetchAsync(CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        var call = Call.Post($"app/installations/{installation}/access_tokens", permission: null);
        var payload = await app.ReadAsync(call, GitHubJson.Default.InstallationTokenPayload, cancellation);

        if (payload.Token is not { Length: > 0 } token)
        {
            throw new GateException($"GitHub gave no token for installation {installation}.", "Look at the App's installation: it may be suspended or waiting for somebody to accept new permissions.");
        }

        var renewedAt = asked + RenewedAfter;
        return new Held(new AccessToken(token), payload.ExpiresAt is { } expires && expires < renewedAt ? expires - TimeSpan.FromMinutes(1) : renewedAt);
    }

    private sealed record Held(AccessToken Token, DateTimeOffset RenewedAt);
}

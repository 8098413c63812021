using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>A shadow with an engine and a session, as the runner opens them.</summary>
internal sealed class OpenShadow : IAsyncDisposable
{
    private readonly IEngine _engine;

    private OpenShadow(Shadow shadow, IEngine engine, RunSession session) => (Shadow, _engine, Session, Rows) = (shadow, engine, session, new ShadowRowsReader(shadow, session));

    public Shadow Shadow { get; }

    public RunSession Session { get; }

    public ShadowRowsReader Rows { get; }

    /// <param name="shadow">Stays when this is disposed of.</param>
    public static async Task<OpenShadow> OfAsync(Shadow shadow, TimeProvider time, CancellationToken cancellation)
    {
        var engine = await Engines.OpenAsync(shadow.Address, time, cancellation);

        try
        {
            return new OpenShadow(shadow, engine, await engine.OpenSessionAsync(new SessionRequest(shadow.Limits, time, Unheard.Progress), cancellation));
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public ShadowRun Run() => new(Shadow, Session);

    public async ValueTask DisposeAsync()
    {
        await Rows.DisposeAsync();
        await Session.DisposeAsync();
        await _engine.DisposeAsync();
    }
}

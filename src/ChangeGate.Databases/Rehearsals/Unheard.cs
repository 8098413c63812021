namespace ChangeGate.Databases.Rehearsals;

/// <summary>Nobody waits for another run on a shadow, so nobody is told.</summary>
internal sealed class Unheard : IProgress<RunProgress>
{
    public static Unheard Progress { get; } = new();

    public void Report(RunProgress value)
    {
    }
}

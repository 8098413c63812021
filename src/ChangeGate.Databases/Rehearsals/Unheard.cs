namespace ChangeGate.Databases.Rehearsals;

/// <summary>Nobody is told: nothing runs, or it runs on a shadow.</summary>
internal sealed class Unheard : IProgress<RunProgress>
{
    public static Unheard Progress { get; } = new();

    public void Report(RunProgress value)
    {
    }
}

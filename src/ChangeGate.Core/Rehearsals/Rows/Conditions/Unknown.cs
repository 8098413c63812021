namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>What a condition comes to when a part of it cannot be read: neither true nor false nor NULL.</summary>
internal sealed class Unknown
{
    public static readonly Unknown Value = new();

    private Unknown()
    {
    }
}

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>A document as a condition sees it.</summary>
internal sealed record JsonText(string Text)
{
    /// <summary>As <c>jsonb_typeof</c> names it.</summary>
    public string Kind => Text[0] switch
    {
        '{' => "object",
        '[' => "array",
        '"' => "string",
        't' or 'f' => "boolean",
        'n' => "null",
        _ => "number",
    };
}

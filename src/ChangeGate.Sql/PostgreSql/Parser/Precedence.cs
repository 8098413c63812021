namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>How tightly operators bind, loosest first (manual 4.1.6).</summary>
internal enum Precedence
{
    Or,
    And,
    Not,
    Is,
    Comparison,
    Matching,
    Operator,
    Additive,
    Multiplicative,
    Power,
    AtTimeZone,
    Collate,
    Sign,
    Cast,
    Primary,
}

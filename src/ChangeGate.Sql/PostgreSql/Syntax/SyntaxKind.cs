namespace ChangeGate.Sql.PostgreSql.Syntax;

/// <summary>What a node of an expression or query is. Statements have no nodes: they become changes as they are read.</summary>
internal enum SyntaxKind : byte
{
    /// <summary>Could not be read; the statement has failed.</summary>
    Missing,

    /// <summary>Words that belong to the node above: text in upper case, no children.</summary>
    Words,

    Null,
    True,
    False,
    Number,

    /// <summary>Text is the value, without quotes.</summary>
    String,
    BitString,
    Parameter,
    Default,
    Star,

    /// <summary>Text is the name as the engine writes it: <c>t.c</c>.</summary>
    Column,

    /// <summary>CURRENT_DATE and its kin: text in upper case.</summary>
    ValueFunction,

    /// <summary>Name is the function; children are the arguments, then words and clauses.</summary>
    Call,
    NamedArgument,

    /// <summary>A function with a grammar of its own: children in written order, with words between.</summary>
    Special,

    /// <summary>Text is the operator.</summary>
    Prefix,
    Binary,
    And,
    Or,
    Not,

    /// <summary>Text is what stands behind the operand: <c>IS NOT NULL</c>.</summary>
    Test,
    Between,
    In,
    Like,

    /// <summary>Text is the operator and the quantifier: <c>= ANY</c>.</summary>
    Quantified,

    /// <summary>Text is the type.</summary>
    Cast,
    Collate,
    AtTimeZone,
    Subscript,
    Field,
    Case,
    Row,
    Array,
    Grouped,

    /// <summary>The child is the query.</summary>
    Subquery,
    Exists,
    ArrayQuery,

    /// <summary>Name is the relation, text the alias.</summary>
    Relation,
    FromItem,

    /// <summary>A list separated by commas.</summary>
    List,

    /// <summary>Children in written order, with words between.</summary>
    Query,

    /// <summary>Text is the label.</summary>
    Labelled,
}

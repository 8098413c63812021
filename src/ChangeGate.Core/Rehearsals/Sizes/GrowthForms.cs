using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>How an engine writes many rows that are unlike each other. The number of a new row is <c>made.i</c>, the row that it is made after <c>model</c>.</summary>
internal abstract class GrowthForms
{
    // Far above what is made up for a table, and far below where integers end.
    protected const int FirstNumber = 1_000_000;

    // Among shorter texts many are alike, and what is sorted is compared to its end.
    protected const int ShortestText = 12;

    private const long Factor = 2_654_435_761;

    private const long Prime = 1_000_003;

    public static GrowthForms For(Dialect dialect) => dialect switch
    {
        Dialect.PostgreSql => new PostgreSqlGrowth(),
        Dialect.Sqlite => new SqliteGrowth(),
        _ => throw new UnreachableException($"No rows are made for {dialect}."),
    };

    /// <summary>A value for each number and no two alike; null where the type has no room.</summary>
    public abstract string? Numbered(ColumnDefinition column);

    /// <summary>As wide as it was, and another, in no order; what has no such form stays as it was.</summary>
    public abstract string Varied(ColumnDefinition column);

    /// <summary>A number below <see cref="FirstNumber"/> or a little above it that tells nothing of those before it, and mostly another in each column. Products by one number stay unlike each other below a prime.</summary>
    protected static string Scattered(ColumnDefinition column) => $"((made.i * {Factor + (2L * column.Name.Length * column.Name[0])}) % {Prime})";

    /// <summary>Bytes of a row named <c>whole</c>.</summary>
    public abstract string Width(IEnumerable<ColumnDefinition> columns);

    /// <summary>A common table named <c>made</c>, or nothing where <see cref="Numbers"/> needs none.</summary>
    public abstract string Made(long rows);

    /// <summary>What to select numbers from, as <c>made</c>.</summary>
    public abstract string Numbers(long rows);

    /// <summary>Between the columns and the query of an INSERT.</summary>
    public abstract string Overriding { get; }

    protected static string Old(ColumnDefinition column) => $"model.{Identifier.Quote(column.Name)}";
}

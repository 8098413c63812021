using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Correctness;

internal sealed class FkTypeMismatchRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG431",
        Name = "fk-type-mismatch",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A column of a foreign key has another type than the column that it refers to.",
        Why = "Types that cannot be compared are refused. Of the others the smaller one runs out first, and every check converts.",
        Instead = "Give both columns the same type.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE TABLE refund (order_id uuid REFERENCES orders (id))»;",
        Refused = new Refusal("42804"),
        Safe = "CREATE TABLE refund (order_id bigint REFERENCES orders (id));",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        foreach (var key in ForeignKeys.MadeBy(change))
        {
            var target = key.References!; // a foreign key has a target
            var columns = target.Columns.Count > 0 ? target.Columns : context.Table(target.Table)?.PrimaryKey?.Columns ?? [];

            foreach (var (own, other) in key.Columns.Zip(columns))
            {
                if (TypeOf(change, change.Subject!.Name, own, context) is not { } type || TypeOf(change, target.Table, other, context) is not { } wanted) // every change that makes a foreign key has a table
                {
                    continue;
                }

                var place = $"`{change.Subject.Name}.{own}` is `{type}` and `{target.Table}.{other}`, which it refers to, is `{wanted}`";

                if (IsRefused(type, wanted))
                {
                    yield return Report(context, $"PostgreSQL refuses the foreign key: {place}.");
                }
                else if (FamilyOf(type) is { } family && family != "text" && type.Name != wanted.Name && FamilyOf(wanted) is not null)
                {
                    yield return Report(context, $"The types of a foreign key differ: {place}.") with { Risk = Risk.Caution };
                }
            }
        }
    }

    // An integer may refer to any kind of number, because it is converted without being asked for; the other way round it is not.
    private static bool IsRefused(DataType type, DataType wanted) =>
        FamilyOf(type) is { } family && FamilyOf(wanted) is { } other && family != other && !(family == "integer" && other == "number");

    private static string? FamilyOf(DataType type) => type.ArrayDimensions > 0 ? null : type.Name switch
    {
        "smallint" or "integer" or "bigint" => "integer",
        "numeric" or "real" or "double precision" => "number",
        "text" or "character varying" or "character" => "text",
        "date" or "timestamp without time zone" or "timestamp with time zone" => "time",
        "uuid" or "boolean" or "bytea" => type.Name,
        _ => null,
    };

    private static DataType? TypeOf(Change change, ObjectName table, string column, RuleContext context)
    {
        var type = change switch
        {
            CreateTable create when create.Table == table => create.Columns.FirstOrDefault(item => item.Name == column)?.Type,
            AddColumn add when add.Table == table && add.Column.Name == column => add.Column.Type,
            _ => context.Column(table, column)?.Type,
        };

        return type is null ? null : context.BaseOf(type);
    }
}

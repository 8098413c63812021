using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Tests.Schemas;

/// <summary>A schema made by scripts, and the things in it by their names.</summary>
internal sealed record FoldedSchema(SchemaState State, ISqlDialect Dialect)
{
    public SchemaSnapshot Snapshot => State.Snapshot;

    public static FoldedSchema Sqlite(params string[] scripts) => Of(ChangeGate.Changes.Dialect.Sqlite, scripts);

    public static FoldedSchema PostgreSql(params string[] scripts) => Of(ChangeGate.Changes.Dialect.PostgreSql, scripts);

    public FoldedSchema Then(params string[] scripts) => this with { State = scripts.Aggregate(State, Apply) };

    public Table Table(string name) => Find<Table>(ObjectKind.Table, name);

    public Index Index(string name) => Find<Index>(ObjectKind.Index, name);

    public View View(string name) => Find<View>(ObjectKind.View, name);

    public bool Has(ObjectKind kind, string name, string? part = null) => Snapshot.Contains(Id(kind, name, part));

    public T Find<T>(ObjectKind kind, string name, string? part = null)
        where T : SchemaObject =>
        Snapshot.Find<T>(Id(kind, name, part)) ?? throw new AssertionException($"No {kind} {name} in {string.Join(", ", Snapshot.Objects.Select(value => value.Id))}.");

    public ColumnDefinition Column(string table, string column) => Table(table).Column(column) ?? throw new AssertionException($"No column {table}.{column}.");

    public IEnumerable<string?> ConstraintsOf(string table) => Table(table).Constraints.Select(constraint => constraint.Name);

    public Digest Fingerprint => ChangeGate.Schemas.Fingerprint.Of(Snapshot, Dialect);

    private static FoldedSchema Of(Dialect name, string[] scripts)
    {
        var dialect = SqlDialects.For(name);

        return new FoldedSchema(SchemaState.Start(dialect), dialect).Then(scripts);
    }

    private SchemaState Apply(SchemaState state, string script)
    {
        var read = Dialect.Read(new SourceText("script.sql", script));
        var unread = read.Statements.SelectMany(statement => statement.Changes).OfType<Unclassified>().FirstOrDefault();

        return unread is null ? state.Apply(read) : throw new AssertionException($"Not read, {unread.Reason}: {script[unread.At..]}");
    }

    private ObjectId Id(ObjectKind kind, string name, string? part)
    {
        var at = name.IndexOf('.', StringComparison.Ordinal);
        var schema = at > 0 ? name[..at] : Dialect.Dialect == ChangeGate.Changes.Dialect.PostgreSql && kind is not (ObjectKind.Schema or ObjectKind.Extension) ? "public" : null;

        return new ObjectId(kind, new ObjectName(schema, name[(at + 1)..]), part);
    }
}

using ChangeGate.Changes;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Schemas;

/// <summary>Histories over a few names, so that most changes meet something that is there.</summary>
internal static class RandomChanges
{
    private static readonly Gen<string> Names = Gen.Elements("a", "b", "c", "A", "a long \"name\" with 'quotes' and <tags>");

    private static readonly Gen<string> Columns = Gen.Elements("x", "y", "z", "X");

    private static readonly Gen<ObjectName> Relations = Gen.Elements<string?>(null, null, null, "public", "other").SelectMany(_ => Names, (schema, name) => new ObjectName(schema, name));

    private static readonly Gen<DataType> Types = Gen.Elements(
        DataType.Simple("integer"), DataType.Simple("bigint"), DataType.Simple("text"), new DataType(null, "character varying", ["20"]), new DataType(null, "a", [], 2));

    private static readonly Gen<ConstraintDefinition> Constraints =
        from kind in Gen.Elements(Enum.GetValues<ConstraintKind>())
        from name in Gen.Elements<string?>(null, null, "k1", "k2")
        from column in Columns
        from table in Relations
        select new ConstraintDefinition
        {
            Name = name,
            Kind = kind,
            Columns = kind == ConstraintKind.Check ? [] : [column],
            Expression = kind is ConstraintKind.Check or ConstraintKind.Exclusion ? $"{column} > 0" : null,
            References = kind == ConstraintKind.ForeignKey ? new ForeignKeyReference(table, []) { OnDelete = ReferentialAction.Cascade } : null,
        };

    private static readonly Gen<ColumnDefinition> Definitions =
        from name in Columns
        from type in Types
        from serial in Gen.Elements(true, false, false)
        from identity in Gen.Elements(IdentityKind.None, IdentityKind.None, IdentityKind.Always)
        select new ColumnDefinition { Name = name, Type = type, Serial = serial, Identity = serial ? IdentityKind.None : identity, Default = serial ? null : "1" };

    private static readonly Gen<Change> Tables = Gen.OneOf(
        from table in Relations
        from columns in Definitions.ListOf()
        from constraints in Constraints.ListOf()
        from whole in Gen.Elements<string?>(null, null, "a")
        from persistence in Gen.Elements(Enum.GetValues<Persistence>())
        select (Change)new CreateTable(table)
        {
            Columns = [.. columns.DistinctBy(column => column.Name)],
            Constraints = [.. constraints.Take(3)],
            PartitionOf = whole is null ? null : new ObjectName(null, whole),
            PartitionBy = whole is null ? "RANGE (x)" : null,
            Persistence = persistence,
        },
        Relations.Select(table => (Change)new DropTable(table) { IfExists = true }),
        Relations.SelectMany(_ => Names, (table, name) => (Change)new RenameTable(table, name)),
        Relations.SelectMany(_ => Definitions, (table, column) => (Change)new AddColumn(table, column)),
        Relations.SelectMany(_ => Columns, (table, column) => (Change)new DropColumn(table, column)),
        from table in Relations from column in Columns from name in Columns select (Change)new RenameColumn(table, column, name),
        from table in Relations from column in Columns from type in Types select (Change)new ChangeColumnType(table, column, type),
        from table in Relations from constraint in Constraints select (Change)new AddConstraint(table, constraint),
        from table in Relations from name in Gen.Elements("k1", "k2", "a_pkey", "b_x_key") select (Change)new DropConstraint(table, name),
        from table in Relations from name in Gen.Elements("k1", "a_pkey") select (Change)new RenameConstraint(table, name, "k3"));

    private static readonly Gen<Change> Others = Gen.OneOf(
        from table in Relations
        from column in Columns
        from name in Gen.Elements<string?>(null, "i")
        from expression in Gen.Elements<string?>(null, "lower(x)")
        select (Change)new CreateIndex(new IndexDefinition
        {
            Name = name,
            Table = table,
            Elements = [expression is null ? new IndexElement { Column = column, Descending = true } : new IndexElement { Expression = expression }],
            Where = "y > 0",
        }),
        Relations.Select(name => (Change)new DropIndex(name with { Name = "i" })),
        Relations.Select(name => (Change)new RenameIndex(name with { Name = "i" }, "j")),
        from view in Relations
        from table in Relations
        from materialized in Gen.Elements(true, false)
        select (Change)new CreateView(view) { Definition = $"CREATE VIEW v AS SELECT x FROM {table.Name}", Query = $"SELECT x FROM {table.Name}", Reads = [table], Materialized = materialized },
        Relations.Select(view => (Change)new DropView(view)),
        Relations.Select(name => (Change)new CreateSequence(name) { Options = ["START WITH 5"] }),
        Relations.Select(name => (Change)new DropSequence(name)),
        Relations.Select(name => (Change)new CreateType(name, UserTypeKind.Enum) { Definition = "CREATE TYPE a AS ENUM ('one')", Labels = ["one"] }),
        Relations.Select(name => (Change)new AddEnumValue(name, "two") { Before = "one" }),
        Relations.Select(name => (Change)new DropType(name)),
        Relations.Select(name => (Change)new CreateFunction(name) { Arguments = "integer", Definition = "CREATE FUNCTION a(integer) …", Body = "select 1" }),
        Relations.SelectMany(_ => Names, (name, other) => (Change)new RenameFunction(name, "integer", other)),
        Relations.Select(table => (Change)new CreateTrigger(table, "t") { Definition = "CREATE TRIGGER t AFTER INSERT ON a", Function = new ObjectName(null, "b") }),
        Relations.Select(table => (Change)new CreatePolicy(table, "p") { Definition = "CREATE POLICY p ON a USING (x = 1)" }),
        from table in Relations
        from privilege in Gen.Elements("ALL", "SELECT")
        select (Change)new GrantPrivilege(ObjectId.Table(table), [privilege], ["app", "public"]),
        Relations.Select(table => (Change)new RevokePrivilege(ObjectId.Table(table), ["SELECT"], ["app"])),
        Relations.SelectMany(_ => Columns, (table, column) => (Change)new SetComment(ObjectId.Column(table, column), "what it is")),
        Relations.Select(table => (Change)new MoveToSchema(ObjectId.Table(table), "other")),
        Gen.Constant((Change)new CreateSchema("other")),
        Gen.Constant((Change)new RenameSchema("other", "third")),
        Gen.Constant((Change)new DropSchema("third") { Cascade = true }),
        Gen.Elements("public", "other, public").Select(path => (Change)new SetSetting("search_path", path, Local: false)),
        Gen.Elements(Enum.GetValues<TransactionAction>()).Select(action => (Change)new ControlTransaction(action, "s")));

    public static Arbitrary<Change[]> Histories { get; } = Gen.ArrayOf(Gen.Frequency((3, Tables), (2, Others)), 25).ToArbitrary();
}

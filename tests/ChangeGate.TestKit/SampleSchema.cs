using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>A small shop, put together by hand.</summary>
public static class SampleSchema
{
    public static ObjectName Orders { get; } = new("public", "orders");

    public static ObjectName Users { get; } = new("public", "users");

    public static ObjectName Coupon { get; } = new("public", "coupon");

    public static SchemaSnapshot Shop { get; } = SchemaSnapshot.Empty(Dialect.PostgreSql)
        .With(Table(Users, Key("id"), Column("email", "text", notNull: true), Column("created_at", "timestamp with time zone")))
        .With(Table(Orders, Key("id"), Column("user_id", "bigint", notNull: true), Column("status", "text", notNull: true), Column("total", "numeric(12,2)"), Column("note", "text")) with
        {
            Constraints = [PrimaryKey("orders_pkey", "id"), ForeignKey("orders_user_id_fkey", "user_id", Users)],
        });

    public static ColumnDefinition Column(string name, string type, bool notNull = false) => new() { Name = name, Type = DataType.Simple(type), NotNull = notNull };

    public static ColumnDefinition Key(string name) => new() { Name = name, Type = DataType.Simple("bigint"), NotNull = true, Identity = IdentityKind.Always };

    public static Table Table(ObjectName name, params EquatableList<ColumnDefinition> columns) => new()
    {
        Id = ObjectId.Table(name),
        Columns = columns,
        Constraints = columns.Count > 0 && columns[0].Identity == IdentityKind.Always ? [PrimaryKey(name.Name + "_pkey", columns[0].Name)] : [],
    };

    public static ConstraintDefinition PrimaryKey(string name, string column) => new() { Name = name, Kind = ConstraintKind.PrimaryKey, Columns = [column] };

    public static ConstraintDefinition ForeignKey(string name, string column, ObjectName to) => new()
    {
        Name = name,
        Kind = ConstraintKind.ForeignKey,
        Columns = [column],
        References = new ForeignKeyReference(to, ["id"]),
    };
}

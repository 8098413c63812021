using ChangeGate.Changes;
using ChangeGate.Databases.Running;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// Migrations of superusers write to system catalogs (indexes switched off while rows are copied, values taken out of an enum); their role in a shadow is none. In a cluster of ours they
/// meet views instead, which show what belongs to the role, take what is usually written, and evaluate the statement's own expressions with the rights of the role. They stand where no snapshot looks.
/// </summary>
internal static class SystemCatalogs
{
    private const string Schema = "pg_changegate";

    private static readonly (string Name, string Owner, string Columns, bool MayDelete)[] Views =
    [
        ("pg_attribute", OfTable("attrelid"), "attnotnull, atttypmod", false),
        ("pg_class", "relowner", "relpages, reltuples", false),
        ("pg_constraint", OfTable("conrelid"), "condeferrable, condeferred, convalidated, confupdtype, confdeltype", false),
        ("pg_enum", "(select typowner from pg_catalog.pg_type where oid = enumtypid)", "enumsortorder, enumlabel", true),
        ("pg_index", OfTable("indrelid"), "indisready, indisvalid, indisclustered, indislive", false),
        ("pg_trigger", OfTable("tgrelid"), "tgenabled, tgdeferrable, tginitdeferred", false),
    ];

    // In single-user mode a statement is a line.
    public static string Definition { get; } = string.Join('\n',
    [
        $"create schema {Schema}",
        $"grant usage on schema {Schema} to public",
        .. Views.SelectMany(static view => (string[])
        [
            $"create view {Schema}.{view.Name} as select * from pg_catalog.{view.Name} where {view.Owner} = (select oid from pg_catalog.pg_roles where rolname = session_user)",
            $"grant select, update ({view.Columns}){(view.MayDelete ? ", delete" : "")} on {Schema}.{view.Name} to public",
        ]),
    ]);

    /// <summary>With what is written to a catalog led to its view; all else as it is.</summary>
    public static IEnumerable<RunnableStatement> Led(RunnableStatement statement) => statement.Changes.Any(IsWrite)
        ? [Own(statement, $"select set_config('changegate.path', current_setting('search_path'), false), set_config('search_path', '{Schema}, pg_catalog, ' || current_setting('search_path'), false)"), statement, Own(statement, "select set_config('search_path', current_setting('changegate.path'), false)")]
        : [statement];

    private static string OfTable(string column) => $"(select relowner from pg_catalog.pg_class where oid = {column})";

    private static bool IsWrite(Change change) => change is UpdateRows or DeleteRows && change.Subject is { Name: { Schema: null, Name: var name } } && Views.Any(view => view.Name == name);

    private static RunnableStatement Own(RunnableStatement beside, string sql) => new(beside.Path, beside.Number, sql);
}

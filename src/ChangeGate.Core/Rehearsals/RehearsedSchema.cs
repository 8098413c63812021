using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>What a migration made of a schema, as the catalogs of the engine say it.</summary>
/// <param name="Diff">With what was renamed, as far as the script says it.</param>
/// <param name="Sql">That leads from one to the other, without semicolons.</param>
public sealed record RehearsedSchema(SchemaSnapshot Before, SchemaSnapshot After, SchemaDiff Diff, EquatableList<string> Sql);

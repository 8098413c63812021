using ChangeGate.Changes;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Where a name without a schema lies: sessions of ChangeGate have no other schema on their search path.</summary>
internal static class PublicSchema
{
    public static ObjectName Placed(this ObjectName name) => name with { Schema = name.Schema ?? "public" };
}

using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>SQL in which some names are known only at run time.</summary>
internal static class OpenText
{
    /// <summary>Whatever the names are, no stored value goes, nobody may do more than before, and no table changes its columns.</summary>
    public static bool IsHarmless(string shape, int depth) =>
        depth < BlockStatements.DeepestBlock
        && new ScriptReader(shape, depth + 1).Read().SelectMany(static statement => statement.Changes).ToList() is { Count: > 0 } changes
        && changes.TrueForAll(static change => change is Maintain or SetComment or CreateIndex or DropIndex or Reindex or GrantPrivilege or RevokePrivilege or ChangeOwner or AddConstraint or DropConstraint
            or ValidateConstraint or SetRowSecurity or DropPolicy or CreatePolicy or RefreshView or SetTableOption or SetColumnOption or SetColumnDefault or DropColumnDefault
            or SetNotNull or DropNotNull or AlterSequence or RenameIndex or RenameConstraint or SetReplicaIdentity or ReadRows { Calls.Count: 0 });
}

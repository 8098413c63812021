using ChangeGate.Schemas.Folding;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

internal static class CanonicalPrivileges
{
    /// <summary>All that the kind of object knows is <c>ALL</c>, whatever the version of the engine calls all.</summary>
    public static EquatableList<string> Of(Privilege privilege)
    {
        var all = PrivilegeNames.All(privilege.On.Kind);
        var passedOn = all.Select(name => name + PrivilegeNames.Option).ToList();

        if (passedOn.TrueForAll(privilege.Privileges.Contains))
        {
            return [.. privilege.Privileges.Except(passedOn).Where(name => name != "MAINTAIN" + PrivilegeNames.Option).Prepend("ALL" + PrivilegeNames.Option)];
        }

        return all.All(privilege.Privileges.Contains)
            ? [.. privilege.Privileges.Except(all).Where(name => name != "MAINTAIN").Prepend("ALL")]
            : [.. privilege.Privileges.Order(StringComparer.Ordinal)];
    }
}

using ChangeGate.Databases;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Running;

/// <summary>A superuser passes every right and every guard, and so does whatever a migration holds: nothing runs as one unknowingly.</summary>
internal static class RunnerRole
{
    /// <exception cref="GateException">The environment connects as a superuser, and its configuration does not allow that.</exception>
    public static async Task RefuseSuperuserAsync(IEngine engine, GovernedEnvironment place, CancellationToken cancellation)
    {
        var roles = new DatabaseRoles(engine);

        if (!place.Environment.MayBeSuperuser && await roles.IsSuperuserAsync(cancellation))
        {
            throw new GateException(
                $"Environment '{place.Environment.Name}' connects as '{roles.User}', which is a superuser or can become one.",
                $"Use a role that may what migrations need: `changegate roles --environment {place.Environment.Name} --sql` proposes one. Where it has to be a superuser, write `superuser: allowed` beside its connection in changegate.yml.");
        }
    }
}

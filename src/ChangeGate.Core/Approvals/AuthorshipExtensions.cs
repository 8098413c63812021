using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Approvals;

public static class AuthorshipExtensions
{
    /// <summary>Under any of their names or addresses: letter case hides nobody.</summary>
    public static bool Includes(this Authorship authorship, Approver approver) =>
        authorship.Names.Any(name => Same(name, approver.Name) || approver.Emails.Any(email => Same(email, name)))
        || authorship.Emails.Any(email => Same(email, approver.Name) || approver.Emails.Any(own => Same(own, email)));

    private static bool Same(string left, string right) => string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}

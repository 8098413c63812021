using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>Kinds of objects in words.</summary>
internal static class ObjectWords
{
    public static string Describe(ObjectKind kind) => kind switch
    {
        ObjectKind.Other => "object",
        _ => KebabCase.From(kind.ToString()).Replace('-', ' '),
    };
}

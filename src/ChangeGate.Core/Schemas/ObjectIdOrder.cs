using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>By schema, name, kind and part, each by UTF-16 code unit: the one order in which objects are listed, digested and written.</summary>
internal sealed class ObjectIdOrder : IComparer<ObjectId>
{
    public static readonly ObjectIdOrder Instance = new();

    public int Compare(ObjectId? x, ObjectId? y)
    {
        if (x is null || y is null)
        {
            return (x is not null).CompareTo(y is not null);
        }

        var order = string.CompareOrdinal(x.Name.Schema, y.Name.Schema);
        order = order != 0 ? order : string.CompareOrdinal(x.Name.Name, y.Name.Name);
        order = order != 0 ? order : x.Kind.CompareTo(y.Kind);

        return order != 0 ? order : string.CompareOrdinal(x.Part, y.Part);
    }
}

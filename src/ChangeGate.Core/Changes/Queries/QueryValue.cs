using ChangeGate.Text;

namespace ChangeGate.Changes.Queries;

/// <summary>An expression, as far as its type depends on what it is made of.</summary>
public abstract record QueryValue
{
    private protected QueryValue()
    {
    }
}

/// <summary>Anything that is not looked into.</summary>
public sealed record OpaqueValue : QueryValue;

/// <summary>A string in quotes, or NULL: its type is what stands around it.</summary>
public sealed record LiteralValue : QueryValue;

/// <summary>It has this type whatever it is made of.</summary>
public sealed record TypedValue(DataType Type) : QueryValue;

/// <param name="Relation">What stands before the dot; null where there is none.</param>
public sealed record ColumnValue(string? Relation, string Column) : QueryValue;

/// <summary><c>*</c>, or <c>t.*</c>.</summary>
public sealed record EveryColumn(string? Relation) : QueryValue;

public sealed record CastValue(QueryValue Value, DataType Type) : QueryValue;

public sealed record CollatedValue(QueryValue Value, string Collation) : QueryValue;

/// <summary>A function, an aggregate or a window function, with its arguments by position.</summary>
public sealed record CallValue(ObjectName Function, EquatableList<QueryValue> Arguments) : QueryValue;

/// <summary>A sign before one operand, or between each two of several.</summary>
public sealed record OperatorValue(string Sign, EquatableList<QueryValue> Operands) : QueryValue;

/// <summary>One of several: COALESCE, GREATEST, LEAST, and CASE with the value behind ELSE first.</summary>
/// <param name="MayFold">The engine may see before it reads any row which it is; a table made of it then has that one's length.</param>
public sealed record ChoiceValue(EquatableList<QueryValue> Values, bool MayFold) : QueryValue;

public sealed record NullIfValue(QueryValue Value, QueryValue Other) : QueryValue;

public sealed record ArrayValue(EquatableList<QueryValue> Items) : QueryValue;

/// <summary>An element of an array, or part of one where <paramref name="IsSlice"/>.</summary>
public sealed record SubscriptValue(QueryValue Array, bool IsSlice) : QueryValue;

/// <summary>The one column of a query, or the array of its rows where <paramref name="IsArray"/>.</summary>
public sealed record SubqueryValue(QueryOutline Query, bool IsArray) : QueryValue;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>Functions of numbers (manual, 9.3), which there are for <c>numeric</c> and for <c>double precision</c>, and for few others.</summary>
internal static class ArithmeticTypes
{
    private const int Numeric = 3;

    /// <summary>null where it is none of these.</summary>
    public static Inferred? Of(string name, IReadOnlyList<Inferred> arguments)
    {
        var ranks = arguments.Select(static argument => TypeFacts.NumberRank(argument.Type)).ToList();

        return name switch
        {
            "abs" when ranks is [>= 0] => new Inferred(arguments[0].Type),
            "mod" when ranks is [>= 0 and <= Numeric, >= 0 and <= Numeric] => new Inferred(arguments[ranks[0] >= ranks[1] ? 0 : 1].Type),
            "round" or "trunc" or "ceil" or "ceiling" or "floor" or "sign" or "sqrt" or "exp" or "ln" or "log" when ranks is [>= 0] => Either(ranks),
            "round" or "trunc" when ranks is [>= 0 and <= Numeric, >= 0 and <= 1] => Inferred.Of("numeric"),
            "log" when ranks is [>= 0 and <= Numeric, >= 0 and <= Numeric] => Inferred.Of("numeric"),
            "power" or "pow" when ranks is [>= 0, >= 0] => Either(ranks),
            "abs" or "mod" or "round" or "trunc" or "ceil" or "ceiling" or "floor" or "sign" or "sqrt" or "exp" or "ln" or "log" or "power" or "pow" => Inferred.Unknown,
            _ => null,
        };
    }

    // An integer could be made either; the engine prefers double precision.
    private static Inferred Either(List<int> ranks) => Inferred.Of(ranks.Contains(Numeric) && ranks.TrueForAll(static rank => rank <= Numeric) ? "numeric" : "double precision");
}

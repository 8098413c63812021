using System.Reflection;
using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;

namespace ChangeGate.Tests.Schemas;

internal sealed class SchemaFoldKindsTests
{
    private static IEnumerable<Type> Kinds => typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract);

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_change_is_folded(Type kind)
    {
        var state = SchemaState.Start(SqlDialects.For(Dialect.Sqlite));

        Assert.That(() => state.Apply(Sample(kind)), Throws.Nothing);
    }

    [TestCaseSource(nameof(Kinds))]
    public void A_change_that_may_not_happen_makes_the_schema_uncertain(Type kind)
    {
        var state = SchemaState.Start(SqlDialects.For(Dialect.Sqlite)).Apply(Sample(kind) with { Certain = false });

        Assert.That(state.IsComplete, Is.False);
    }

    private static Change Sample(Type kind) => (Change)SampleOf(kind);

    private static object SampleOf(Type type)
    {
        var constructor = type.GetConstructors().Where(one => !IsCopy(one, type)).OrderByDescending(one => one.GetParameters().Length).First();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueOf(parameter.ParameterType))]);

        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null))
        {
            property.SetValue(value, ValueOf(property.PropertyType));
        }

        return value;
    }

    private static object? ValueOf(Type type)
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;

        return known switch
        {
            _ when known == typeof(string) => "thing",
            _ when known == typeof(ObjectName) => new ObjectName(null, "thing"),
            _ when known == typeof(ObjectId) => ObjectId.Table(new ObjectName(null, "thing")),
            _ when known == typeof(DataType) => DataType.Simple("INTEGER"),
            _ when known.IsValueType => Activator.CreateInstance(known),
            _ => SampleOf(known),
        };
    }

    private static bool IsCopy(ConstructorInfo constructor, Type type) => constructor.GetParameters() is [var only] && only.ParameterType == type;
}

using System.Reflection;
using System.Text;

namespace Fleet.Architecture.Tests;

/// <summary>
/// The public surface of Fleet.Abstractions is a promise to bot authors: a change of it must be seen in review. To accept a change, run the tests with
/// FLEET_ACCEPT_API=1 and commit PublicApi.txt.
/// </summary>
public class PublicApiTests
{
    private const string File = "tests/Fleet.Architecture.Tests/PublicApi.txt";

    [Fact]
    public void Abstractions_PublicSurface_IsTheOneWrittenDown()
    {
        var text = Describe(typeof(BaseWorker).Assembly);
        var path = Path.Combine(Repository.Root, File);
        if (Environment.GetEnvironmentVariable("FLEET_ACCEPT_API") == "1") System.IO.File.WriteAllText(path, text);
        text.ShouldBe(System.IO.File.ReadAllText(path), $"the public surface changed; if it is meant, accept it (see {nameof(PublicApiTests)})");
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            var bases = new[] { type.BaseType }.Concat(type.GetInterfaces()).OfType<Type>().Where(t => t != typeof(object) && t != typeof(ValueType) && t != typeof(Enum) && !t.IsGenericType).Select(Name).Order(StringComparer.Ordinal).ToList();
            if (bases.Count > 0) text.Append(" : ").AppendJoin(", ", bases);
            text.Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), System.Globalization.CultureInfo.InvariantCulture)}");
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMembers(All).Select(Describe).OfType<string>().Distinct();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => null,
        MethodBase method when IsOfRecords(method) => null,
        ConstructorInfo constructor => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property => Describe(property),
        FieldInfo { IsPublic: true } field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string? Describe(PropertyInfo property)
    {
        var getter = property.GetMethod;
        if (getter is null || !(getter.IsPublic || getter.IsFamily || getter.IsFamilyOrAssembly) || property.Name == "EqualityContract") return null;
        return $"{Access(getter)}{Modifier(getter)}{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod?.IsPublic == true ? " init;" : "")} }}";
    }

    // What the compiler adds to every record is not news.
    private static bool IsOfRecords(MethodBase method) =>
        method.Name is "<Clone>$" or "PrintMembers" or "Deconstruct" or "Equals" or "GetHashCode" or "op_Equality" or "op_Inequality";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? method.IsAbstract ? "" : "default " : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal && method.GetBaseDefinition() == method ? "virtual " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (type.IsGenericParameter || !type.IsGenericType) return type.IsArray ? Name(type.GetElementType()!) + "[]" : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}

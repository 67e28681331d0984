using System.Reflection;
using Fleet.Protocol.Payloads.Formatters;
using Fleet.Protocol.Payloads.Objects;

namespace Fleet.Generators.Tests.Mappings;

/// <summary>The same messages twice: compiled with the generator, and without it, so that the runtime maps them by itself.</summary>
internal static class Twins
{
    private static readonly Assembly WithMapping = new Snippet(MessageSource.Text).Load();
    private static readonly Assembly Without = new Snippet(MessageSource.Text, isGenerated: false).Load();

    /// <summary>The two types of a name, such as <c>Page&lt;Simple&gt;</c>.</summary>
    public static (Type Generated, Type Emitted) Of(string name) => (Find(WithMapping, name), Find(Without, name));

    /// <summary>Whether values of a type are written by a generated mapping.</summary>
    public static bool IsMapped(Type type) => FormatterCatalog.Get(type).GetType().GetGenericTypeDefinition() == typeof(MappedFormatter<,>);

    private static Type Find(Assembly assembly, string name)
    {
        if (name.IndexOf('<', StringComparison.Ordinal) is var at and > 0)
            return assembly.GetType(name[..at] + "`1", throwOnError: true)!.MakeGenericType(Find(assembly, name[(at + 1)..^1]));
        return assembly.GetType(name.Replace('.', '+'), throwOnError: true)!;
    }
}

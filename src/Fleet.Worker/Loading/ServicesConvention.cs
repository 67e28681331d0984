using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Loading;

/// <summary>
/// The static method by which a worker class registers services. It is found by its name, so a slip in its signature would make it silently unused:
/// that is a fault.
/// </summary>
internal static class ServicesConvention
{
    private const string Name = "ConfigureServices";
    private const string Wanted = "public static void ConfigureServices(IServiceCollection services, IConfiguration settings)";

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Finds the method: on the class, or on the nearest class above it.</summary>
    /// <param name="workerClass">The class.</param>
    /// <param name="method">The method; null where there is none, or a fault.</param>
    /// <param name="fault">Set where there is a method of that name but not of that shape.</param>
    public static bool TryFind(Type workerClass, out MethodInfo? method, [NotNullWhen(false)] out PluginFault? fault)
    {
        (method, fault) = (null, null);
        for (var type = workerClass; type is not null && type != typeof(BaseWorker); type = type.BaseType)
        {
            var named = type.GetMethods(Declared).Where(m => m.Name == Name).ToList();
            if (named.Count == 0) continue;
            method = named.Find(m => Slip(m) is null);
            if (method is not null) return true;
            fault = new PluginFault(
                FaultCode.CannotBeCreated,
                $"{type.FullName}.{Name} {Slip(named[0])}",
                workerClass.Assembly.Location,
                $"It is {Signature(named[0])}.",
                $"Write {Wanted}, or give it another name.",
                Permanent: true);
            return false;
        }

        return true;
    }

    private static string? Slip(MethodInfo method)
    {
        if (!method.IsStatic) return "is not static";
        if (!method.IsPublic) return "is not public";
        if (method.ReturnType != typeof(void)) return "does not return void";
        if (method.IsGenericMethodDefinition) return "has type parameters";
        if (method.IsDefined(typeof(AsyncStateMachineAttribute))) return "is async, but nobody can wait for it";
        return method.GetParameters().Select(p => p.ParameterType).SequenceEqual([typeof(IServiceCollection), typeof(IConfiguration)])
            ? null
            : "has other parameters than it should";
    }

    private static string Signature(MethodInfo method)
    {
        var access = method.IsPublic ? "public" : method.IsPrivate ? "private" : method.IsAssembly ? "internal" : "protected";
        var parameters = string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name));
        return $"{access} {(method.IsStatic ? "static " : "")}{(method.ReturnType == typeof(void) ? "void" : method.ReturnType.Name)} {Name}({parameters})";
    }
}

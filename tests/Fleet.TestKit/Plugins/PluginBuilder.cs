using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Fleet.TestKit.Plugins;

/// <summary>Compiles C# text into a plugin's DLL, in a fraction of the time of a build. Writes that one DLL only: what lies beside it is the test's affair.</summary>
/// <param name="Name">The simple name of the assembly; the file is <c>{Name}.dll</c>.</param>
/// <param name="Source">The C# text; the usual namespaces are imported.</param>
public sealed record PluginBuilder(string Name, string Source)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Reflection;
        global using System.Runtime.InteropServices;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string FleetUsings = """
        global using Fleet;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>The assembly version.</summary>
    public string Version { get; init; } = "1.0.0.0";

    /// <summary>The text of <c>TargetFrameworkAttribute</c>; null for none.</summary>
    public string? TargetFramework { get; init; } = ".NETCoreApp,Version=v10.0";

    /// <summary>The machine to compile for.</summary>
    public Platform Platform { get; init; } = Platform.AnyCpu;

    /// <summary>Whether to make a program (with a <c>Main</c> in the source) rather than a library.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Whether to write signatures only, as the compiler does under <c>obj/…/ref</c>.</summary>
    public bool IsReferenceAssembly { get; init; }

    /// <summary>The Fleet.Abstractions to compile against; null for none.</summary>
    public string? Abstractions { get; init; } = typeof(BaseWorker).Assembly.Location;

    /// <summary>Further DLLs to compile against.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Whether a DLL of <see cref="References"/> hides the framework's of the same name.</summary>
    public bool HidesFramework { get; init; }

    /// <summary>Compiles.</summary>
    /// <param name="folder">Where to write the DLL; made if need be.</param>
    /// <returns>The path of the DLL.</returns>
    /// <exception cref="ArgumentException">The source does not compile.</exception>
    public string Build(string folder)
    {
        var compilation = CSharpCompilation.Create(
            Name,
            [.. Texts().Select(text => CSharpSyntaxTree.ParseText(text))],
            [.. Framework(), .. Files().Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(
                IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                platform: Platform,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, Name + ".dll");
        using var file = File.Create(path);
        var result = compilation.Emit(file, options: IsReferenceAssembly ? new EmitOptions(metadataOnly: true, includePrivateMembers: false) : null);
        return result.Success ? path : throw new ArgumentException(string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }

    private IEnumerable<string> Texts()
    {
        yield return Usings;
        if (Abstractions is not null) yield return FleetUsings;
        yield return $"[assembly: System.Reflection.AssemblyVersion(\"{Version}\")]";
        if (TargetFramework is not null) yield return $"[assembly: System.Runtime.Versioning.TargetFramework(\"{TargetFramework}\")]";
        yield return Source;
    }

    private IEnumerable<MetadataReference> Framework() => HidesFramework
        ? FrameworkReferences.All.Where(framework => !References.Any(file => Path.GetFileName(file) == Path.GetFileName(framework.Display)))
        : FrameworkReferences.All;

    private IEnumerable<string> Files() => Abstractions is null ? References : [Abstractions, .. References];
}

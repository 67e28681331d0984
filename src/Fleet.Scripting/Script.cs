using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fleet.Scripting;

/// <summary>Compiles C# as a script. The worker finds this class by its name, because it must not reference it.</summary>
public static class Script
{
    private const int MostErrors = 10;

    private static readonly string[] Usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks", "Fleet"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    // One worker object per process. A worker's folder does not change while it runs.
    private static volatile KnownReferences? s_references;
    private static int s_number;

    /// <summary>Compiles.</summary>
    /// <param name="code">The code; its last expression is its value.</param>
    /// <param name="bot">The worker object.</param>
    /// <param name="ipc">Its messages.</param>
    /// <param name="cancellation">Ends when the caller no longer waits.</param>
    /// <returns>What runs it, once; null with the compiler's words where it does not compile.</returns>
    public static (Func<Task<object?>>? Run, string Errors) Compile(string code, object bot, IFleetIpc ipc, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bot);
        // A class that is not public cannot be named from another assembly.
        var botType = bot.GetType().IsVisible ? bot.GetType() : typeof(BaseWorker);
        var globals = typeof(ScriptGlobals<>).MakeGenericType(botType);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            string.Create(CultureInfo.InvariantCulture, $"script-{Interlocked.Increment(ref s_number)}"),
            CSharpSyntaxTree.ParseText(code, Parsing, cancellationToken: cancellation),
            References(bot.GetType().Assembly),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: Namespaces(botType), optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable),
            returnType: typeof(object),
            globalsType: globals);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: cancellation);
        if (!emitted.Success) return (null, Words(emitted.Diagnostics));

        image.Position = 0;
        var context = new ScriptContext(AssemblyLoadContext.GetLoadContext(bot.GetType().Assembly) ?? AssemblyLoadContext.Default);
        var entry = compilation.GetEntryPoint(cancellation)!;
        var method = context.LoadFromStream(image).GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var main = method.CreateDelegate<Func<object?[], Task<object?>>>();
        object?[] submissions = [Activator.CreateInstance(globals, bot, ipc, cancellation), null];
        return (async () =>
        {
            try
            {
                return await main(submissions);
            }
            finally
            {
                // Goes when nothing of it is in use any more: a value of a type of its own may still have to be written.
                context.Unload();
            }
        }, "");
    }

    private static IEnumerable<string> Namespaces(Type bot) => bot.Namespace is { Length: > 0 } own ? Usings.Append(own).Distinct() : Usings;

    private static ImmutableArray<MetadataReference> References(Assembly bot)
    {
        if (s_references is { } known && known.Bot == bot) return known.References;
        var found = ScriptReferences.Of(bot);
        s_references = new KnownReferences(bot, found);
        return found;
    }

    private static string Words(ImmutableArray<Diagnostic> diagnostics) =>
        string.Join(Environment.NewLine, diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(MostErrors).Select(one => one.ToString()));

    private sealed record KnownReferences(Assembly Bot, ImmutableArray<MetadataReference> References);
}

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Fleet.Generators.Analysis;
using Fleet.Generators.Sending;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fleet.Generators.Tests;

/// <summary>C# text that is compiled as a bot's project would be, with the generator or without, and looked at or run.</summary>
internal sealed class Snippet
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Fleet;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new ContractAnalyzer(), new MessageAnalyzer(), new WorkerAnalyzer()];

    private readonly CSharpCompilation _compilation;

    public Snippet(string source, bool isGenerated = true, LanguageVersion language = LanguageVersion.Latest, string name = "Bot")
    {
        var options = new CSharpParseOptions(language, DocumentationMode.None);
        Source = source;
        _compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText(source, options)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        if (!isGenerated) return;

        var driver = CSharpGeneratorDriver.Create([new FleetGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(_compilation, out var compilation, out var problems);
        problems.ShouldBeEmpty();
        driver.GetRunResult().Results.Single().Exception.ShouldBeNull();
        _compilation = (CSharpCompilation)compilation;
        Generated = driver.GetRunResult().GeneratedTrees.SingleOrDefault()?.ToString() ?? "";
    }

    public string Source { get; }

    /// <summary>What the generator wrote; nothing where it found nothing to write.</summary>
    public string Generated { get; } = "";

    /// <summary>Compiles and loads the snippet; a warning in the generated code fails as an error does.</summary>
    public Assembly Load()
    {
        using var file = new MemoryStream();
        var result = _compilation.Emit(file);
        result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error || IsInGenerated(each)).ShouldBeEmpty(Generated);
        file.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(file);
    }

    /// <summary>What is said of the type of a field; null where it can be sent.</summary>
    public Refusal? WhyNot(string type, string field) =>
        Sendability.WhyNot(((IFieldSymbol)_compilation.GetTypeByMetadataName(type)!.GetMembers(field).Single()).Type, _compilation);

    /// <summary>What the analyzers say, each as its line in the source and its id.</summary>
    public async Task<IReadOnlyList<(int Line, string Id)>> DiagnoseAsync() => [.. (await DiagnosticsAsync()).Select(each => (each.Location.GetLineSpan().StartLinePosition.Line, each.Id)).Order()];

    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        _compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return await _compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>Asserts that the analyzers say exactly what comments such as <c>// FLEET0002</c> at the ends of lines announce.</summary>
    public async Task ShouldBeDiagnosedAsAnnouncedAsync()
    {
        var announced = Source.Split('\n').SelectMany((line, number) => line.Split("// ")[1..].SelectMany(comment => comment.Split(' ')).Select(id => (number, id.Trim())));
        (await DiagnoseAsync()).ShouldBe(announced);
    }

    private static bool IsInGenerated(Diagnostic each) => each.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true && each.Severity == DiagnosticSeverity.Warning;
}

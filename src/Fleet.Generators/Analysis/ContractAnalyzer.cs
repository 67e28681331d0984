using System.Collections.Immutable;
using Fleet.Generators.Contracts;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fleet.Generators.Analysis;

/// <summary>Says why an interface cannot be a contract.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.BadContract];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } known)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, known), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ContractReader.IsContract(type, known))
        {
            return;
        }

        foreach (ContractProblem problem in ContractReader.FindProblems(type, known))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.BadContract, problem.Symbol.Locations.FirstOrDefault(), type.Name, problem.Reason));
        }
    }
}

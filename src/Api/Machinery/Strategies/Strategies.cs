namespace Kubesharp.Api;

/// <summary>The explicit list of kinds that have a strategy of their own.</summary>
internal static class Strategies
{
    public static IEnumerable<(Type Type, Strategy Strategy)> All { get; } = [];
}

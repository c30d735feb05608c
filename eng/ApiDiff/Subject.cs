namespace Kubesharp.ApiDiff;

/// <summary>
/// One thing of an API with what is said about it: a type with its fields, or an operation with its parameters and
/// answers. Everything is text, so that two of them compare without knowing what they are.
/// </summary>
/// <param name="GroupVersion">Where it belongs: <c>v1</c>, <c>apps/v1</c>, or the package of a shared type.</param>
/// <param name="Kind">The kind it is about.</param>
/// <param name="Name">Unique in its document: <c>type DeploymentSpec</c>, <c>GET /api/v1/pods</c>.</param>
public sealed record Subject(string GroupVersion, string Kind, string Name)
{
    /// <summary>What is said of itself: <c>operationId</c>, <c>x-kubernetes-map-type</c>.</summary>
    public SortedDictionary<string, string> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Its fields, parameters and answers, each with what is said of it.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>> Parts { get; } = new(StringComparer.Ordinal);
}

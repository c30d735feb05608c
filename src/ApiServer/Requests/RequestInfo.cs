namespace Kubesharp.ApiServer.Requests;

/// <summary>What a request is about, read from method, path and query; what authorization and audit look at.</summary>
public sealed record RequestInfo
{
    /// <summary>
    /// Whether the path names a resource of the API; otherwise only <see cref="Path"/> and the verb count.
    /// </summary>
    public bool IsResourceRequest { get; init; }
    public string Path { get; init; } = "";
    /// <summary>
    /// get, list, watch, create, update, patch, delete, deletecollection; for other paths the method in lower case.
    /// </summary>
    public string Verb { get; init; } = "";
    public string Group { get; init; } = "";
    public string Version { get; init; } = "";
    /// <summary>Empty for cluster-wide requests. For the namespace itself: its name.</summary>
    public string Namespace { get; init; } = "";
    public string Resource { get; init; } = "";
    public string Subresource { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>What follows the subresource, as in <c>pods/NAME/proxy/PATH</c>; empty otherwise.</summary>
    public string Tail { get; init; } = "";
}

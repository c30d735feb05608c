using Kubesharp.Api;

namespace Kubesharp.ApiServer.Discovery;

/// <summary>What a subresource takes and gives.</summary>
/// <param name="Group">Group of the kind.</param>
/// <param name="Version">Version of the kind.</param>
/// <param name="Kind">The message.</param>
/// <param name="Verbs">In alphabetical order.</param>
public sealed record SubresourceShape(string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    private static readonly string[] ReadWrite = ["get", "patch", "update"];
    private static readonly string[] CreateOnly = ["create"];
    private static readonly string[] Stream = ["create", "get"];
    private static readonly string[] Proxy = ["create", "delete", "get", "patch", "update"];

    public static SubresourceShape Of(ResourceDefinition definition, string subresource) =>
        (definition.Plural, subresource) switch
        {
            (_, "scale") => new("autoscaling", "v1", "Scale", ReadWrite),
            ("pods", "log") => Own(["get"]),
            ("pods", "exec") => new("", "v1", "PodExecOptions", Stream),
            ("pods", "attach") => new("", "v1", "PodAttachOptions", Stream),
            ("pods", "portforward") => new("", "v1", "PodPortForwardOptions", Stream),
            ("pods", "binding") => new("", "v1", "Binding", CreateOnly),
            ("pods", "eviction") => new("policy", "v1", "Eviction", CreateOnly),
            ("pods", "proxy") => new("", "v1", "PodProxyOptions", Proxy),
            ("services", "proxy") => new("", "v1", "ServiceProxyOptions", Proxy),
            ("nodes", "proxy") => new("", "v1", "NodeProxyOptions", Proxy),
            ("serviceaccounts", "token") => new("authentication.k8s.io", "v1", "TokenRequest", CreateOnly),
            ("namespaces", "finalize") => Own(["update"]),
            _ => Own(ReadWrite),
        };

    private static SubresourceShape Own(IReadOnlyList<string> verbs) => new("", "", "", verbs);

    /// <summary>The kind is the resource's own.</summary>
    public bool IsOwnKind => Kind.Length == 0;
}

using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>Who wants to do what to what.</summary>
public readonly record struct AuthorizationAttributes
{
    public required UserInfo User { get; init; }
    /// <summary>get, list, ..., deletecollection, or one of RBAC's own: bind, escalate, impersonate.</summary>
    public required string Verb { get; init; }
    public string Group { get; init; } = "";
    public string Version { get; init; } = "";
    public string Resource { get; init; } = "";
    public string Subresource { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>Empty: all namespaces, or no namespace at all.</summary>
    public string Namespace { get; init; } = "";
    /// <summary>The URL path of a request that is not about a resource.</summary>
    public string Path { get; init; } = "";
    public required bool IsResourceRequest { get; init; }
    /// <summary>The field selector of a list or watch; a node may list the Pods that it narrows to itself.</summary>
    public string FieldSelector { get; init; } = "";

    public AuthorizationAttributes()
    {
    }

    /// <summary><c>pods/log</c> or <c>pods</c>.</summary>
    public string CombinedResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}

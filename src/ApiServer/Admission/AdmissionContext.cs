using Kubesharp.Api;
using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Admission;

/// <summary>One write on its way to the store, as plugins see it.</summary>
public sealed record AdmissionContext
{
    public required AdmissionVerb Verb { get; init; }
    public required GroupVersionResource Resource { get; init; }
    /// <summary>The kind that <see cref="Resource"/> holds; error texts name it.</summary>
    public required string Kind { get; init; }
    /// <summary>Empty, <c>status</c>, <c>binding</c>, ...</summary>
    public string Subresource { get; init; } = "";
    /// <summary>Empty for cluster-scoped objects; for a Namespace its own name.</summary>
    public string Namespace { get; init; } = "";
    /// <summary>May be empty on a create with generateName until the name is made.</summary>
    public string Name { get; init; } = "";
    /// <summary>What is to be stored, or a subresource's message (Binding, TokenRequest); null on delete.</summary>
    public ApiObject? Object { get; init; }
    /// <summary>The stored object; null on create.</summary>
    public ApiObject? OldObject { get; init; }
    public required UserInfo User { get; init; }
    public bool DryRun { get; init; }
    /// <summary>Current objects, from the watch caches.</summary>
    public required IObjectReader Objects { get; init; }
    /// <summary>Sentences for the client's Warning headers; plugins append. Shared by all copies.</summary>
    public IList<string> Warnings { get; init; } = new List<string>();

    /// <summary>Puts a fact into the audit log under a name: <c>pod-security.kubernetes.io/exempt</c>.</summary>
    public Action<string, string> Annotate { get; init; } = static (_, _) => { };

    /// <summary>What plugins hold until the write is stored or has failed. Shared by all copies.</summary>
    public Reservations Reservations { get; init; } = new();

    /// <summary>The resource without its version, for comparisons.</summary>
    public bool Is(string group, string resource, string subresource = "") =>
        Resource.Group == group && Resource.Resource == resource && Subresource == subresource;
}

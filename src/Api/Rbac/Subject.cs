namespace Kubesharp.Api.Rbac;

/// <summary>A subject.</summary>
[Definition("io.k8s.api.rbac.v1.Subject", Atomic = true)]
public sealed partial record Subject
{
    /// <summary>The value with nothing set.</summary>
    public static Subject Empty { get; } = new();

    /// <summary>Kind.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>Api group.</summary>
    [Field(2, "apiGroup")] public string ApiGroup { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(4, "namespace")] public string Namespace { get; init; } = "";
}

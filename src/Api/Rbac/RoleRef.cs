namespace Kubesharp.Api.Rbac;

/// <summary>Names the role that is given.</summary>
[Definition("io.k8s.api.rbac.v1.RoleRef", Atomic = true)]
public sealed partial record RoleRef
{
    /// <summary>The value with nothing set.</summary>
    public static RoleRef Empty { get; } = new();

    /// <summary>The role's group: rbac.authorization.k8s.io.</summary>
    [Field(1, "apiGroup", Always = true)] public string ApiGroup { get; init; } = "";
    /// <summary>Role or ClusterRole.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The role's name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
}

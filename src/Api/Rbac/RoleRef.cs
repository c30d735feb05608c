namespace Kubesharp.Api.Rbac;

/// <summary>A role ref.</summary>
[Definition("io.k8s.api.rbac.v1.RoleRef", Atomic = true)]
public sealed partial record RoleRef
{
    /// <summary>The value with nothing set.</summary>
    public static RoleRef Empty { get; } = new();

    /// <summary>Api group.</summary>
    [Field(1, "apiGroup", Always = true)] public string ApiGroup { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
}

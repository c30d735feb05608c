namespace Kubesharp.Api.Rbac;

/// <summary>A user, a group or a service account.</summary>
[Definition("io.k8s.api.rbac.v1.Subject", Atomic = true)]
public sealed partial record Subject
{
    /// <summary>The value with nothing set.</summary>
    public static Subject Empty { get; } = new();

    /// <summary>User, Group or ServiceAccount.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>
    /// Group of the kind: rbac.authorization.k8s.io for User and Group, which is the default; empty for ServiceAccount.
    /// </summary>
    [Field(2, "apiGroup")] public string ApiGroup { get; init; } = "";
    /// <summary>The name of the user, group or service account.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The namespace of a service account; forbidden otherwise.</summary>
    [Field(4, "namespace")] public string Namespace { get; init; } = "";
}

using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Rbac;

/// <summary>Roles.</summary>
internal sealed class RoleStrategy : Strategy<Role>
{
    public override bool AllowCreateOnUpdate => true;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override void Validate(Role value, FieldErrors errors) =>
        RoleRules.ValidateRules(value.Rules, namespaced: true, FieldPath.Of("rules"), errors);
}

/// <summary>ClusterRoles.</summary>
internal sealed class ClusterRoleStrategy : Strategy<ClusterRole>
{
    public override bool AllowCreateOnUpdate => true;
    protected override bool Namespaced => false;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override void Validate(ClusterRole value, FieldErrors errors) =>
        RoleRules.ValidateRules(value.Rules, namespaced: false, FieldPath.Of("rules"), errors);
}

/// <summary>RoleBindings.</summary>
internal sealed class RoleBindingStrategy : Strategy<RoleBinding>
{
    public override bool AllowCreateOnUpdate => true;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override RoleBinding Default(RoleBinding value) => value with
    {
        RoleRef = RoleRules.Default(value.RoleRef),
        Subjects = Lists.Change(value.Subjects, RoleRules.Default),
    };

    protected override void Validate(RoleBinding value, FieldErrors errors)
    {
        RoleRules.ValidateReference(value.RoleRef, namespaced: true, errors);
        RoleRules.ValidateSubjects(value.Subjects, namespaced: true, errors);
    }

    protected override void ValidateUpdate(RoleBinding value, RoleBinding old, FieldErrors errors) =>
        RoleRules.ValidateSame(value.RoleRef, old.RoleRef, errors);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<RoleBinding>(),
        Printing.Columns.Text<RoleBinding>("Role", "What is granted.",
            static value => $"{value.RoleRef.Kind}/{value.RoleRef.Name}"),
        Printing.Columns.Age<RoleBinding>(),
        Printing.Columns.Text<RoleBinding>("Users", "The users it is granted to.",
            static value => RoleRules.Names(value.Subjects, "User"), 1),
        Printing.Columns.Text<RoleBinding>("Groups", "The groups it is granted to.",
            static value => RoleRules.Names(value.Subjects, "Group"), 1),
        Printing.Columns.Text<RoleBinding>("ServiceAccounts", "The service accounts it is granted to.",
            static value => RoleRules.Names(value.Subjects, "ServiceAccount"), 1),
    ];
}

/// <summary>ClusterRoleBindings.</summary>
internal sealed class ClusterRoleBindingStrategy : Strategy<ClusterRoleBinding>
{
    public override bool AllowCreateOnUpdate => true;
    protected override bool Namespaced => false;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override ClusterRoleBinding Default(ClusterRoleBinding value) => value with
    {
        RoleRef = RoleRules.Default(value.RoleRef),
        Subjects = Lists.Change(value.Subjects, RoleRules.Default),
    };

    protected override void Validate(ClusterRoleBinding value, FieldErrors errors)
    {
        RoleRules.ValidateReference(value.RoleRef, namespaced: false, errors);
        RoleRules.ValidateSubjects(value.Subjects, namespaced: false, errors);
    }

    protected override void ValidateUpdate(ClusterRoleBinding value, ClusterRoleBinding old, FieldErrors errors) =>
        RoleRules.ValidateSame(value.RoleRef, old.RoleRef, errors);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ClusterRoleBinding>(),
        Printing.Columns.Text<ClusterRoleBinding>("Role", "What is granted.",
            static value => $"{value.RoleRef.Kind}/{value.RoleRef.Name}"),
        Printing.Columns.Age<ClusterRoleBinding>(),
        Printing.Columns.Text<ClusterRoleBinding>("Users", "The users it is granted to.",
            static value => RoleRules.Names(value.Subjects, "User"), 1),
        Printing.Columns.Text<ClusterRoleBinding>("Groups", "The groups it is granted to.",
            static value => RoleRules.Names(value.Subjects, "Group"), 1),
        Printing.Columns.Text<ClusterRoleBinding>("ServiceAccounts", "The service accounts it is granted to.",
            static value => RoleRules.Names(value.Subjects, "ServiceAccount"), 1),
    ];
}

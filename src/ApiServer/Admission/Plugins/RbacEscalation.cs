using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// Nobody grants what they do not hold: writing a role takes its rules or the verb escalate, writing a binding takes
/// the role's rules or the verb bind. Upstream checks this inside its storage of roles; it is never switched off.
/// </summary>
public sealed class RbacEscalation(Authorizers authorizers) : IAdmissionPlugin
{
    public string Name => "RbacEscalation";

    public bool Handles(AdmissionContext context) =>
        context.Resource.Group == Resources.RbacGroup
        && context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
        && !Authorizers.IsPrivileged(context.User);

    public async ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        context.Object switch
        {
            ClusterRole role => await CheckAsync(role, context, cancellationToken),
            Role role => role.Rules.SequenceEqual((context.OldObject as Role)?.Rules ?? [])
                && context.OldObject is not null
                    ? null
                    : await CheckRulesAsync(role.Rules, context, cancellationToken),
            ClusterRoleBinding binding => context.OldObject is ClusterRoleBinding old
                && old.RoleRef == binding.RoleRef && old.Subjects.SequenceEqual(binding.Subjects)
                    ? null
                    : await CheckBindingAsync(binding.RoleRef, "", context, cancellationToken),
            RoleBinding binding => context.OldObject is RoleBinding old
                && old.RoleRef == binding.RoleRef && old.Subjects.SequenceEqual(binding.Subjects)
                    ? null
                    : await CheckBindingAsync(binding.RoleRef, context.Namespace, context, cancellationToken),
            _ => null,
        };

    private async ValueTask<Status?> CheckAsync(
        ClusterRole role, AdmissionContext context, CancellationToken cancellationToken)
    {
        ClusterRole? old = context.OldObject as ClusterRole;
        bool sameSelection = role.AggregationRule is null
            || role.AggregationRule.ClusterRoleSelectors.SequenceEqual(
                old?.AggregationRule?.ClusterRoleSelectors ?? []);
        if (old is not null && sameSelection && role.Rules.SequenceEqual(old.Rules))
            return null;
        if (await MayAsync("escalate", role.Metadata.Name, context, cancellationToken))
            return null;
        // An aggregation may pull in anything that is ever labelled so; only who holds everything may set it up.
        if (role.AggregationRule is not null && !sameSelection
            && Rules.NotCovered(Held(context.User, ""), Everything).Count > 0)
        {
            return AdmissionErrors.Forbidden(
                context, "must have cluster-admin privileges to use the aggregationRule");
        }
        return await CheckRulesAsync(role.Rules, context, cancellationToken);
    }

    private async ValueTask<Status?> CheckRulesAsync(
        IReadOnlyList<PolicyRule> rules, AdmissionContext context, CancellationToken cancellationToken)
    {
        string name = context.Object!.Metadata.Name;
        return await MayAsync("escalate", name, context, cancellationToken) ? null : Missing(rules, context);
    }

    private async ValueTask<Status?> CheckBindingAsync(
        RoleRef reference, string @namespace, AdmissionContext context, CancellationToken cancellationToken)
    {
        AuthorizationAttributes bind = new()
        {
            User = context.User,
            Verb = "bind",
            Group = Resources.RbacGroup,
            Version = "v1",
            Resource = reference.Kind == "Role" ? "roles" : "clusterroles",
            Name = reference.Name,
            Namespace = @namespace,
            IsResourceRequest = true,
        };
        if ((await authorizers.AuthorizeAsync(bind, cancellationToken)).Allowed)
            return null;
        return RoleRules.Of(context.Objects, reference, @namespace) is { } rules
            ? Missing(rules, context)
            : AdmissionErrors.NotFound(Resources.RbacGroup, bind.Resource, reference.Name);
    }

    private Status? Missing(IReadOnlyList<PolicyRule> rules, AdmissionContext context)
    {
        IReadOnlyList<PolicyRule> missing = Rules.NotCovered(Held(context.User, context.Namespace), rules);
        if (missing.Count == 0)
            return null;
        string groups = string.Join(" ", context.User.Groups.Select(static group => $"\"{group}\""));
        string lines = string.Join("\n", Rules.Compact(missing).Select(Rules.Text));
        return AdmissionErrors.Forbidden(
            context,
            $"user \"{context.User.Username}\" (groups=[{groups}]) is attempting to grant RBAC permissions not "
            + $"currently held:\n{lines}");
    }

    private async ValueTask<bool> MayAsync(
        string verb, string name, AdmissionContext context, CancellationToken cancellationToken)
    {
        AuthorizationAttributes attributes = new()
        {
            User = context.User,
            Verb = verb,
            Group = Resources.RbacGroup,
            Version = "v1",
            Resource = context.Resource.Resource,
            Name = name,
            Namespace = context.Namespace,
            IsResourceRequest = true,
        };
        return (await authorizers.AuthorizeAsync(attributes, cancellationToken)).Allowed;
    }

    private IReadOnlyList<PolicyRule> Held(UserInfo user, string @namespace) =>
        authorizers.Rbac.RulesOf(user, @namespace);

    private static readonly IReadOnlyList<PolicyRule> Everything =
    [
        new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] },
        new() { Verbs = ["*"], NonResourceURLs = ["*"] },
    ];
}

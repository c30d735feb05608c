using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// Who holds which rules, by subject: the roles and bindings of one moment. Immutable; a change of any role or binding
/// makes a new one. Rules of roles are shared, so that an index costs a few references for each subject.
/// </summary>
internal sealed class RbacIndex
{
    private static readonly IReadOnlyList<Grant> Nothing = [];
    private static readonly Subjects None = new();

    private readonly Subjects cluster = new();
    private readonly Dictionary<string, Subjects> namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PolicyRule>?> clusterRoles = new(StringComparer.Ordinal);
    private readonly IObjectReader objects;

    public RbacIndex(IObjectReader objects)
    {
        this.objects = objects;
        Versions = VersionsOf(objects);
        foreach (ClusterRoleBinding binding
            in objects.List(Resources.ClusterRoleBindings, "").Cast<ClusterRoleBinding>())
            Add(cluster, binding, binding.Subjects, binding.RoleRef);
        foreach (RoleBinding binding in objects.List(Resources.RoleBindings, "").Cast<RoleBinding>())
        {
            string name = binding.Metadata.Namespace;
            if (!namespaces.TryGetValue(name, out Subjects? subjects))
                namespaces[name] = subjects = new();
            Add(subjects, binding, binding.Subjects, binding.RoleRef);
        }
    }

    /// <summary>The collections' versions before anything was read; other ones make this index stale.</summary>
    public (long, long, long, long) Versions { get; }

    public static (long, long, long, long) VersionsOf(IObjectReader objects) =>
        (objects.Version(Resources.ClusterRoles), objects.Version(Resources.ClusterRoleBindings),
            objects.Version(Resources.Roles), objects.Version(Resources.RoleBindings));

    /// <summary>The grant that allows the request, or null. Hot path.</summary>
    public Grant? Find(in AuthorizationAttributes attributes)
    {
        if (cluster.Find(attributes) is { } everywhere)
            return everywhere;
        return attributes.Namespace.Length > 0 && namespaces.TryGetValue(attributes.Namespace, out Subjects? subjects)
            ? subjects.Find(attributes)
            : null;
    }

    /// <summary>All rules that a user holds in a namespace, those of the whole cluster included.</summary>
    public IReadOnlyList<PolicyRule> RulesOf(UserInfo user, string @namespace)
    {
        List<PolicyRule> rules = [];
        cluster.Collect(user, rules);
        if (@namespace.Length > 0)
            namespaces.GetValueOrDefault(@namespace, None).Collect(user, rules);
        return rules;
    }

    private IReadOnlyList<PolicyRule>? RulesOf(RoleRef reference, string @namespace)
    {
        if (reference.Kind == "Role")
            return RoleRules.Of(objects, reference, @namespace);
        if (!clusterRoles.TryGetValue(reference.Name, out IReadOnlyList<PolicyRule>? rules))
            clusterRoles[reference.Name] = rules = RoleRules.Of(objects, reference, @namespace);
        return rules;
    }

    private void Add(Subjects index, ApiObject binding, IReadOnlyList<Subject> subjects, RoleRef role)
    {
        ObjectMeta metadata = binding.Metadata;
        IReadOnlyList<PolicyRule>? rules = RulesOf(role, metadata.Namespace);
        if (rules is null || rules.Count == 0)
            return;
        string place = metadata.Namespace.Length == 0 ? metadata.Name : $"{metadata.Name}/{metadata.Namespace}";
        foreach (Subject subject in subjects)
        {
            string name = subject.Name;
            if (subject.Kind == "ServiceAccount")
            {
                string home = subject.Namespace.Length > 0 ? subject.Namespace : metadata.Namespace;
                name = $"{home}/{subject.Name}";
                index.Add("User", $"{Users.ServiceAccountPrefix}{home}:{subject.Name}", Grant(rules, name));
                continue;
            }
            index.Add(subject.Kind, name, Grant(rules, name));

            Grant Grant(IReadOnlyList<PolicyRule> granted, string who) => new(
                granted,
                $"RBAC: allowed by {binding.Kind} \"{place}\" of {role.Kind} \"{role.Name}\" "
                + $"to {subject.Kind} \"{who}\"");
        }
    }

    private sealed class Subjects
    {
        private readonly Dictionary<string, List<Grant>> users = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<Grant>> groups = new(StringComparer.Ordinal);

        public void Add(string kind, string name, Grant grant)
        {
            Dictionary<string, List<Grant>>? index = kind switch { "User" => users, "Group" => groups, _ => null };
            if (index is null)
                return;
            if (!index.TryGetValue(name, out List<Grant>? grants))
                index[name] = grants = [];
            grants.Add(grant);
        }

        public Grant? Find(in AuthorizationAttributes attributes)
        {
            if (users.TryGetValue(attributes.User.Username, out List<Grant>? own) && Find(own, attributes) is { } grant)
                return grant;
            for (int i = 0; i < attributes.User.Groups.Count; i++)
            {
                if (groups.TryGetValue(attributes.User.Groups[i], out List<Grant>? shared)
                    && Find(shared, attributes) is { } theirs)
                {
                    return theirs;
                }
            }
            return null;
        }

        public void Collect(UserInfo user, List<PolicyRule> rules)
        {
            foreach (Grant grant in users.GetValueOrDefault(user.Username) ?? Nothing)
                rules.AddRange(grant.Rules);
            foreach (string group in user.Groups)
            {
                foreach (Grant grant in groups.GetValueOrDefault(group) ?? Nothing)
                    rules.AddRange(grant.Rules);
            }
        }

        private static Grant? Find(List<Grant> grants, in AuthorizationAttributes attributes)
        {
            foreach (Grant grant in grants)
            {
                for (int i = 0; i < grant.Rules.Count; i++)
                {
                    if (Rules.Allows(grant.Rules[i], attributes))
                        return grant;
                }
            }
            return null;
        }
    }
}

using System.Text;

namespace Kubesharp.Kubelet.Containers;

/// <summary>Replaces <c>$(NAME)</c>; <c>$$</c> stands for a dollar; a name that is not known stays as it is.</summary>
internal static class VariableExpansion
{
    public static string Expand(string input, Func<string, string?> valueOf)
    {
        if (!input.Contains('$', StringComparison.Ordinal))
            return input;
        StringBuilder text = new();
        for (int position = 0; position < input.Length; position++)
        {
            if (input[position] != '$' || position + 1 == input.Length)
            {
                text.Append(input[position]);
                continue;
            }
            char next = input[position + 1];
            int end = next == '(' ? input.IndexOf(')', position) : -1;
            if (end > 0)
            {
                string name = input[(position + 2)..end];
                text.Append(valueOf(name) ?? $"$({name})");
                position = end;
            }
            else
            {
                text.Append(next == '$' ? "$" : $"${next}");
                position++;
            }
        }
        return text.ToString();
    }
}

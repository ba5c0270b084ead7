import java.sql.DriverManager;

/** Prints the rows of a query through JDBC: java -cp DRIVER.jar Ask.java URL USER QUERY. */
public class Ask {
    public static void main(String[] words) throws Exception {
        try (var marts = DriverManager.getConnection(words[0], words[1], "");
                var rows = marts.createStatement().executeQuery(words[2])) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var line = new String[columns];
                for (int place = 0; place < columns; place++) {
                    line[place] = rows.getString(place + 1);
                }
                System.out.println(String.join("|", line));
            }
        }
    }
}

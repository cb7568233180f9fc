"""The surfaces the app offers, one file each: listing this folder is listing them."""
